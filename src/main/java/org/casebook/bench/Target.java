package org.casebook.bench;

import java.util.List;

/** A server under measure. */
public record Target(Address address, ServerProcess process) {

    /** @throws IllegalArgumentException if the URL is not one of http or https */
    public static Target of(String url, List<Long> pids) {
        return new Target(Address.of(url), new ServerProcess(pids));
    }
}
