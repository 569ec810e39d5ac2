"""Heights of rows, guessed and measured."""

from hypothesis import given
from hypothesis import strategies as st

from tui.widgets.heights import Heights


@given(st.lists(st.integers(1, 9), max_size=70), st.integers(1, 9), st.data())
def test_tops_and_rows_agree_with_the_plain_sums(heights: list[int], guess: int, data: st.DataObject) -> None:
    count = len(heights)
    measured = data.draw(st.sets(st.integers(0, count - 1)) if count else st.just(set()))
    tree = Heights(count, guess)
    for index in measured:
        tree.put(index, heights[index])
    lines = [heights[index] if index in measured else guess for index in range(count)]
    tops = [sum(lines[:index]) for index in range(count + 1)]
    assert [tree.top(index) for index in range(count + 1)] == tops
    assert [tree.knows(index) for index in range(count)] == [index in measured for index in range(count)]
    rows = [index for index, height in enumerate(lines) for _ in range(height)]
    assert [tree.at(line) for line in range(tops[-1] + 3)] == [*rows, count, count, count]
