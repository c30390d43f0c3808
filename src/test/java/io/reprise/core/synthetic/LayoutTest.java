package io.reprise.core.synthetic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LayoutTest {
  @Property(tries = 200)
  void keepsOrderRoomAndSpacing(
      @ForAll long seed,
      @ForAll @Size(max = 8) List<@IntRange(min = 1, max = 9) Integer> lengths,
      @ForAll @IntRange(min = 0, max = 5) int spacing,
      @ForAll @IntRange(min = 0, max = 20) int slack) {
    Layout layout = new Layout(lengths.stream().mapToInt(Integer::intValue).toArray(), spacing);
    int to = 100 + (int) layout.needed() + slack;

    int[] starts = layout.drawStarts(100, to, RandomStream.named(seed, "layout"));

    int free = 100;
    for (int span = 0; span < lengths.size(); span++) {
      assertThat(starts[span]).isGreaterThanOrEqualTo(free);
      assertThat(starts[span] + lengths.get(span)).isLessThanOrEqualTo(to);
      free = starts[span] + lengths.get(span) + spacing;
    }
  }

  @Example
  void packsTightlyWithoutSlack() {
    Layout layout = new Layout(new int[] {2, 3}, 4);

    assertThat(layout.needed()).isEqualTo(9);
    assertThat(layout.drawStarts(10, 19, RandomStream.named(1, "layout"))).containsExactly(10, 16);
  }
}
