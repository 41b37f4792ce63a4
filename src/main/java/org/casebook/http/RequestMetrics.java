package org.casebook.http;

/** Is told of every request that was answered; what it does with it is not HTTP's business. */
@FunctionalInterface
public interface RequestMetrics {

    /**
     * @param method HTTP method
     * @param shape the path with ids left out, such as {@code Patient/[id]}, so that no patient data get into metrics
     */
    void answered(String method, String shape, int status, long nanos);
}
