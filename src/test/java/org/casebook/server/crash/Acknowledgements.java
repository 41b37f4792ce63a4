package org.casebook.server.crash;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.casebook.server.crash.Writes.Version;

/** What clients have been told: it must be true from then on, whatever happens. */
final class Acknowledgements {
    private final List<Version> versions = new ArrayList<>();
    private final List<String> transactions = new ArrayList<>();
    private final Map<String, String> conditional = new ConcurrentHashMap<>();

    synchronized void version(Version version) {
        versions.add(version);
    }

    synchronized void transaction(String name) {
        transactions.add(name);
    }

    /** Everybody who asks for one identifier is told of the same resource. */
    void conditional(String identifier, String id) {
        String before = conditional.putIfAbsent(identifier, id);
        if (before != null && !before.equals(id)) {
            throw new AssertionError(identifier + " is told to be " + before + " and " + id);
        }
    }

    synchronized List<Version> versions() {
        return List.copyOf(versions);
    }

    synchronized List<String> transactions() {
        return List.copyOf(transactions);
    }

    Map<String, String> conditional() {
        return Map.copyOf(conditional);
    }

    synchronized int count() {
        return versions.size() + transactions.size() + conditional.size();
    }

    /** As they are now; what is told later is not in it. */
    synchronized Acknowledgements copy() {
        Acknowledgements copy = new Acknowledgements();
        copy.versions.addAll(versions);
        copy.transactions.addAll(transactions);
        copy.conditional.putAll(conditional);
        return copy;
    }
}
