package org.casebook.store;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.casebook.error.CasebookException;
import org.casebook.error.ErrorCategory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** One line for each change of state, however often it is tried. */
class OutageTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(Outage.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final Outage outage = new Outage("Sweeping");

    @BeforeEach
    void listen() {
        lines.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(lines);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }

    @Test
    void anOutageIsALineWithoutATrace() {
        attempts(() -> {});
        assertThat(lines.list).isEmpty();
        attempts(() -> {
            throw new CasebookException(ErrorCategory.BUSY, "The database is away.");
        });
        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.get(0).getFormattedMessage())
                .isEqualTo("Sweeping fails, and is tried again until it works: The database is away.");
        assertThat(lines.list.get(0).getThrowableProxy()).isNull();
        attempts(() -> {});
        assertThat(lines.list)
                .hasSize(2)
                .last()
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEqualTo("Sweeping works again");
        attempts(() -> {
            throw new CasebookException(ErrorCategory.BUSY, "The database is away.");
        });
        assertThat(lines.list).hasSize(3);
    }

    @Test
    void aFaultHasItsTraceOnceAndNoValues() {
        attempts(() -> {
            throw new IllegalStateException("Miller, born 1960");
        });
        assertThat(lines.list).hasSize(1);
        assertThat(lines.list.get(0).getThrowableProxy().getMessage()).isEqualTo("java.lang.IllegalStateException");
        assertThat(lines.list.get(0).getFormattedMessage()).doesNotContain("Miller");
    }

    private void attempts(Runnable work) {
        for (int i = 0; i < 5; i++) {
            outage.during(work);
        }
    }
}
