package org.casebook.interaction.bundle;

/**
 * Who posted a Bundle, as far as it shapes the answer.
 *
 * @param base the server's address as the client sees it, without a slash at the end
 * @param returns what an entry's answer carries besides status and location
 * @param dispatcher carries out the entries that are no writes
 */
public record BundleCall(String base, Return returns, Dispatcher dispatcher) {
    /** {@code Prefer: return=}. */
    public enum Return {
        MINIMAL,
        REPRESENTATION,
        OUTCOME
    }
}
