package org.casebook.server;

import java.util.List;

/** Settings that the server cannot start with; each problem is one line for a person. */
public final class ConfigurationException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient List<String> problems;

    public ConfigurationException(List<String> problems) {
        super(String.join("; ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
