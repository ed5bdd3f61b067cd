// LoopbackOrigin
