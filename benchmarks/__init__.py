"""Speed as ratios within one run; memory and exactness as things that must hold.

`python -m benchmarks --size small` runs every subject; `python -m benchmarks.close --customers 1000000` one of them.
Timing is printed and never asserted: it says more about the machine than about hozen. Equal figures and peak memory
are asserted: the command ends with 1 where they do not hold.
"""
