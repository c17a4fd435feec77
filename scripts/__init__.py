"""What people and cron start: the command line, the demo, the checks."""
