package io.reprise.core.iterate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class LookAheadTest {

  @Property
  void handsOutWhatTheOtherDoes(@ForAll List<Integer> values) {
    List<Integer> handedOut = new ArrayList<>();
    LookAhead.over(values.iterator()).forEachRemaining(handedOut::add);

    assertThat(handedOut).isEqualTo(values);
  }

  @Example
  void showsTheNextElementAndKeepsIt() {
    LookAhead<String> letters = LookAhead.over(List.of("a", "b").iterator());

    assertThat(letters.peek()).isEqualTo("a");
    assertThat(letters.peek()).isEqualTo("a");
    assertThat(letters.next()).isEqualTo("a");
    assertThat(letters.next()).as("without a question before").isEqualTo("b");
    assertThat(letters.hasNext()).isFalse();
    assertThatThrownBy(letters::next).isInstanceOf(NoSuchElementException.class);
    assertThatThrownBy(letters::peek).isInstanceOf(NoSuchElementException.class);
  }

  @Property
  void cutsIntoRunsWithoutLoss(@ForAll List<@IntRange(min = 0, max = 2) Integer> values) {
    LookAhead<Integer> left = LookAhead.over(values.iterator());
    List<List<Integer>> runs = new ArrayList<>();
    while (left.hasNext()) {
      int first = left.peek();
      List<Integer> run = new ArrayList<>();
      left.takeWhile(each -> each == first).forEachRemaining(run::add);
      runs.add(run);
    }

    assertThat(runs.stream().flatMap(List::stream)).isEqualTo(values);
    assertThat(runs).allSatisfy(run -> assertThat(run).isNotEmpty().containsOnly(run.get(0)));
    for (int i = 1; i < runs.size(); i++) {
      assertThat(runs.get(i).get(0)).isNotEqualTo(runs.get(i - 1).get(0));
    }
  }

  @Example
  void leavesWhatDoesNotMeetTheCondition() {
    LookAhead<Integer> numbers = LookAhead.over(List.of(1, 2, 3).iterator());
    Iterator<Integer> small = numbers.takeWhile(each -> each < 2);

    assertThat(small.next()).isEqualTo(1);
    assertThat(small.hasNext()).isFalse();
    assertThatThrownBy(small::next).isInstanceOf(NoSuchElementException.class);
    assertThat(numbers.next()).isEqualTo(2);
  }

  /** Gives one element, then null; who goes on asking is told so. */
  private static final class Once extends LookAhead<String> {

    private int asked;

    @Override
    protected String find() {
      asked++;
      return asked == 1 ? "only" : null;
    }
  }

  @Example
  void looksNoFurtherThanItIsAskedAndNotBeyondTheEnd() {
    Once once = new Once();

    assertThat(once.asked).isZero();
    assertThat(once.next()).isEqualTo("only");
    assertThat(once.asked).isEqualTo(1);
    assertThat(once.hasNext()).isFalse();
    assertThat(once.hasNext()).isFalse();
    assertThat(once.asked).isEqualTo(2);
  }

  @Example
  void aStreamTakesOneElementAtATime() {
    List<Integer> taken = new ArrayList<>();
    Iterator<Integer> source = List.of(1, 2, 3).iterator();

    Iterator<Integer> doubled =
        Iterators.stream(source).map(each -> taken.add(each) ? 2 * each : 0).iterator();

    assertThat(doubled.next()).isEqualTo(2);
    assertThat(taken).containsExactly(1);
    assertThat(doubled.next()).isEqualTo(4);
    assertThat(doubled.next()).isEqualTo(6);
    assertThat(doubled.hasNext()).isFalse();
  }
}
