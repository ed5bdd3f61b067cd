// BodyViews
