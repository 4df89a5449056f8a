package org.autoif.transforms.publish.report;

import static org.hamcrest.MatcherAssert.assertThat;
import static org.hamcrest.Matchers.closeTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.nullValue;

import java.util.Objects;
import org.junit.jupiter.api.Test;

final class AgreementTest {
  /** 20 both yes, 5 and 10 apart, 15 both no: agree on 0.7, by chance on 0.5. */
  @Test
  void givenFourCells_thenKappaIsWhatIsLeftOfChance() {
    Agreement agreement = new Agreement();
    add(agreement, "follows", "follows", 20);
    add(agreement, "follows", "breaks", 5);
    add(agreement, "breaks", "follows", 10);
    add(agreement, "breaks", "breaks", 15);
    assertThat(agreement.rows(), is(50));
    assertThat(Objects.requireNonNull(agreement.share()), closeTo(0.7, 1e-9));
    assertThat(Objects.requireNonNull(agreement.kappa()), closeTo(0.4, 1e-9));
  }

  @Test
  void givenOneLabelOnly_thenThereIsNoKappa() {
    Agreement agreement = new Agreement();
    assertThat(agreement.share(), is(nullValue()));
    assertThat(agreement.kappa(), is(nullValue()));
    add(agreement, "follows", "follows", 3);
    assertThat(agreement.kappa(), is(nullValue()));
  }

  private static void add(Agreement agreement, String first, String second, int times) {
    for (int i = 0; i < times; i++) {
      agreement.add(first, second);
    }
  }
}
