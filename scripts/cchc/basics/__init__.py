"""Values that know nothing of files: findings, Vietnamese text, numbers, dates, places, and what to write instead."""
