"""The heights of many rows, each guessed until it is measured."""


class Heights:
    """Heights of rows and the lines that they begin at, in logarithmic time: a Fenwick tree of differences from the guess."""

    def __init__(self, count: int, guess: int) -> None:
        self.count = count
        self.guess = guess  # lines, above zero
        self._known = bytearray(count)
        self._more = [0] * (count + 1)

    def knows(self, index: int) -> bool:
        """Tell whether a row is measured."""
        return bool(self._known[index])

    def put(self, index: int, height: int) -> None:
        """Keep a row's height, the first time it is measured."""
        self._known[index] = 1
        at = index + 1
        while at <= self.count:
            self._more[at] += height - self.guess
            at += at & -at

    def top(self, index: int) -> int:
        """Return the line that a row begins at; of the row after the last, the lines of all."""
        index = at = max(0, min(index, self.count))
        lines = index * self.guess
        while at:
            lines += self._more[at]
            at &= at - 1
        return lines

    def at(self, line: int) -> int:
        """Return the row that has a line; `count` past the last."""
        index, step = 0, 1 << self.count.bit_length()
        while step:
            if index + step <= self.count and (lines := step * self.guess + self._more[index + step]) <= line:
                index += step
                line -= lines
            step >>= 1
        return index
