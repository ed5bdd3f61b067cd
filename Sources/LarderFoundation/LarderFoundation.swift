// LarderFoundation
