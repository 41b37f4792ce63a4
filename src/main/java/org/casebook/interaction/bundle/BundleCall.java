package org.casebook.interaction.bundle;

import java.util.function.Consumer;

/**
 * Who posted a Bundle, as far as it shapes the answer.
 *
 * @param base the server's address as the client sees it, without a slash at the end
 * @param returns what an entry's answer carries besides status and location
 * @param dispatcher carries out the entries that are no writes
 * @param progress is told how far a batch has come; it throws if nobody waits for the answer any more
 */
public record BundleCall(String base, Return returns, Dispatcher dispatcher, Consumer<String> progress) {

    /** For somebody who waits for the whole answer. */
    public BundleCall(String base, Return returns, Dispatcher dispatcher) {
        this(base, returns, dispatcher, step -> {});
    }

    /** {@code Prefer: return=}. */
    public enum Return {
        MINIMAL,
        REPRESENTATION,
        OUTCOME
    }
}
