"""What people take away: the plan as documents and data, one room per format; every figure is the report's."""
