package org.casebook.index.tables;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.casebook.fhir.ResourceKey;
import org.casebook.index.CompositeValue;
import org.casebook.index.DateValue;
import org.casebook.index.Folding;
import org.casebook.index.IndexEntry;
import org.casebook.index.IndexValue;
import org.casebook.index.NumberValue;
import org.casebook.index.OfTypeValue;
import org.casebook.index.PositionValue;
import org.casebook.index.QuantityValue;
import org.casebook.index.ReferenceValue;
import org.casebook.index.SearchParameter;
import org.casebook.index.StringValue;
import org.casebook.index.TextValue;
import org.casebook.index.TokenValue;
import org.casebook.index.UriValue;
import org.jspecify.annotations.Nullable;

/** Turns the values of one resource into its rows, each once. */
final class RowBuilder {
    /** What the table of resources itself answers. */
    private static final Set<String> IN_STORE = Set.of("_id", "_lastUpdated");

    private static final Set<String> LABELS = Set.of("_tag", "_security");

    private final String type;
    private final boolean contained;
    private final TimeLine line;
    private final Set<IndexRow> rows = new LinkedHashSet<>();

    private RowBuilder(String type, boolean contained, TimeLine line) {
        this.type = type;
        this.contained = contained;
        this.line = line;
    }

    /** The rows of a resource; the first one is that of the list of all resources of its type. */
    static Collection<IndexRow> rows(String type, boolean contained, List<IndexEntry> entries) {
        RowBuilder builder = new RowBuilder(type, contained, TimeLine.of(type, entries));
        builder.token(ParameterKey.everyResource(type, contained), 0, "");
        for (IndexEntry entry : entries) {
            if (!IN_STORE.contains(entry.parameter().code())) {
                builder.add(entry.parameter(), entry.value());
            }
        }
        return builder.rows;
    }

    /** The same with the references among these that no entry has. */
    static Collection<IndexRow> rows(String type, List<IndexEntry> entries, List<ResourceKey> references) {
        if (references.isEmpty()) {
            return rows(type, false, entries);
        }
        Set<ResourceKey> others = new LinkedHashSet<>(references);
        for (IndexEntry entry : entries) {
            if (entry.value() instanceof ReferenceValue known && known.id() != null && known.type() != null) {
                others.remove(new ResourceKey(known.type(), known.id()));
            }
        }
        Collection<IndexRow> rows = rows(type, false, entries);
        TimeLine line = TimeLine.of(type, entries);
        for (ResourceKey other : others) {
            rows.add(IndexRow.of(
                    IndexTable.REFERENCE,
                    ParameterKey.OTHER_REFERENCE,
                    Keys.uri(other.id()),
                    other.type(),
                    null,
                    line.sort(),
                    line.span()));
        }
        return rows;
    }

    private void add(SearchParameter parameter, IndexValue value) {
        int key = ParameterKey.VALUE.of(parameter, type, contained);
        if (value instanceof TokenValue token) {
            token(parameter, key, token);
        } else if (value instanceof ReferenceValue reference) {
            reference(parameter, key, reference);
        } else if (value instanceof DateValue date) {
            date(key, TimeLine.low(date), TimeLine.high(date));
        } else if (value instanceof StringValue text) {
            string(key, text.value());
        } else if (value instanceof QuantityValue quantity) {
            quantity(key, quantity);
        } else if (value instanceof CompositeValue tuple) {
            composite(key, tuple);
        } else if (value instanceof OfTypeValue identifier) {
            String typeKey =
                    (identifier.typeSystem() == null ? "" : identifier.typeSystem()) + "|" + identifier.typeCode();
            token(
                    ParameterKey.OF_TYPE.of(parameter, type, contained),
                    Keys.hash(typeKey),
                    Keys.code(identifier.value()));
        } else if (value instanceof NumberValue number) {
            double low = Components.low(number);
            double high = Components.high(number);
            put(IndexTable.NUMBER, key, low == high ? 0 : 1, low, high, line.sort());
        } else if (value instanceof UriValue uri) {
            put(IndexTable.URI, key, Keys.uri(uri.uri()), line.sort());
        } else if (value instanceof PositionValue place) {
            put(IndexTable.POSITION, key, place.latitude(), place.longitude(), line.sort());
        } else if (value instanceof TextValue text && !text.words().isEmpty()) {
            put(IndexTable.TEXT, key, " " + String.join(" ", text.words()) + " ", line.sort());
        }
    }

    private void token(SearchParameter parameter, int key, TokenValue token) {
        token(key, Keys.system(token.system()), token.code() == null ? "" : Keys.code(token.code()));
        if (LABELS.contains(parameter.code())) {
            put(
                    IndexTable.URI,
                    ParameterKey.LABEL.of(parameter, type, contained),
                    Keys.label(token.system(), token.code()),
                    line.sort());
        }
        if (token.text() != null) {
            string(ParameterKey.TEXT.of(parameter, type, contained), token.text());
        }
    }

    private void token(int key, long system, String code) {
        put(IndexTable.TOKEN, key, system, code, line.sort(), line.span());
    }

    private void reference(SearchParameter parameter, int key, ReferenceValue reference) {
        put(
                IndexTable.REFERENCE,
                key,
                Keys.target(reference),
                Keys.targetType(reference),
                Keys.version(reference),
                line.sort(),
                line.span());
        if (reference.identifierValue() != null) {
            token(
                    ParameterKey.IDENTIFIER.of(parameter, type, contained),
                    Keys.system(reference.identifierSystem()),
                    Keys.code(reference.identifierValue()));
        }
    }

    private void date(int key, long low, long high) {
        put(IndexTable.DATE, key, Grain.of(low, high).ordinal(), low, high, line.sort());
    }

    private void string(int key, String text) {
        String folded = Folding.fold(text);
        put(IndexTable.STRING, key, Keys.start(folded), text, Keys.whole(folded), line.sort());
    }

    private void quantity(int key, QuantityValue quantity) {
        quantity(key, 0, quantity.number(), quantity);
        QuantityValue.Canonical canonical = quantity.canonical();
        if (canonical != null) {
            quantity(key, Keys.hash(canonical.unit()), canonical.number(), quantity);
        }
    }

    private void quantity(int key, long unit, NumberValue number, QuantityValue quantity) {
        double low = Components.low(number);
        double high = Components.high(number);
        put(
                IndexTable.QUANTITY,
                key,
                unit,
                low == high ? 0 : 1,
                low,
                high,
                Keys.system(quantity.system()),
                Keys.unit(quantity.code()),
                Keys.unit(quantity.unit()),
                line.sort());
    }

    private void composite(int key, CompositeValue tuple) {
        if (tuple.values().size() > IndexTable.COMPONENTS) {
            throw new IllegalArgumentException(
                    "A composite of " + tuple.values().size() + " components");
        }
        List<@Nullable Object> values = new ArrayList<>();
        values.add(key);
        values.add(Components.head(tuple));
        values.add(line.sort());
        values.addAll(Components.of(tuple));
        rows.add(new IndexRow(IndexTable.COMPOSITE, values));
    }

    private void put(IndexTable table, @Nullable Object... values) {
        rows.add(IndexRow.of(table, values));
    }
}
