// The room's first file; see DESIGN.
