package org.casebook.index;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Takes the values of one resource, each once. */
final class EntrySink implements Consumer<IndexValue> {
    /** Up to here a look through the list is cheaper than a hash. */
    private static final int FEW = 48;

    private final ObjectNode resource;
    private final List<IndexEntry> entries = new ArrayList<>(24);
    private @Nullable Set<IndexEntry> seen;
    private @Nullable SearchParameter parameter;

    EntrySink(ObjectNode resource) {
        this.resource = resource;
    }

    ObjectNode resource() {
        return resource;
    }

    /** What the values that follow belong to. */
    EntrySink of(SearchParameter next) {
        parameter = next;
        return this;
    }

    @Override
    public void accept(IndexValue value) {
        IndexEntry entry = new IndexEntry(java.util.Objects.requireNonNull(parameter), value);
        if (isNew(entry)) {
            entries.add(entry);
        }
    }

    private boolean isNew(IndexEntry entry) {
        if (seen != null) {
            return seen.add(entry);
        }
        for (int i = 0; i < entries.size(); i++) {
            IndexEntry known = entries.get(i);
            if (known.parameter() == entry.parameter() && known.value().equals(entry.value())) {
                return false;
            }
        }
        if (entries.size() == FEW) {
            seen = new HashSet<>(entries);
            seen.add(entry);
        }
        return true;
    }

    List<IndexEntry> entries() {
        return entries;
    }
}
