"""Google Workspace: Sheets, Forms, Drive and Gmail behind the engine's ports."""
