package org.casebook.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class LatenciesTest {
    @Test
    void quantilesAreWithinABucket() {
        Latencies latencies = new Latencies();
        for (int micros = 1; micros <= 100_000; micros++) {
            latencies.add(micros * 1000L);
        }
        assertThat((double) latencies.quantile(0.5)).isCloseTo(50_000, Percentage.withPercentage(7));
        assertThat((double) latencies.quantile(0.99)).isCloseTo(99_000, Percentage.withPercentage(7));
    }

    @Test
    void nothingMeasuredIsZero() {
        assertThat(new Latencies().quantile(0.99)).isZero();
    }

    @Test
    void theMedianOfRunsLeavesOutWhatIsNotKnown() {
        List<Sample> samples = List.of(new Sample(10, 1, -1), new Sample(40, 1, 4000), new Sample(20, 1, 1000));
        assertThat(Row.median(samples, Sample::rate)).isEqualTo(20);
        assertThat(Row.median(samples, Sample::cpuPerRequest)).isCloseTo(75, within(0.01));
    }
}
