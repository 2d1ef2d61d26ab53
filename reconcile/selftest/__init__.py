"""The matching tried on the user's own rows: what matched cleanly is damaged in memory and matched once more.

`run` is the way of the data: which lines are clean, how the remainder looks, damage, matching, judging.
"""
