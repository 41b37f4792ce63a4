package org.casebook.index;

import java.util.Set;
import java.util.function.Consumer;
import org.casebook.fhirpath.Element;
import org.casebook.fhirpath.Item;
import org.casebook.fhirpath.Value;
import org.casebook.index.extract.Dates;
import org.casebook.index.extract.Numbers;
import org.casebook.index.extract.Positions;
import org.casebook.index.extract.Quantities;
import org.casebook.index.extract.References;
import org.casebook.index.extract.Strings;
import org.casebook.index.extract.Tokens;
import org.casebook.index.extract.Uris;
import org.casebook.index.extract.ValueExtractor;

/** The extractor of each parameter type. */
final class Extractors {
    private final ValueExtractor strings = new Strings();
    private final ValueExtractor tokens = new Tokens();
    private final ValueExtractor dates = new Dates();
    private final ValueExtractor numbers = new Numbers();
    private final ValueExtractor quantities = new Quantities();
    private final ValueExtractor uris = new Uris();
    private final ValueExtractor positions = new Positions();
    private final ValueExtractor references;

    Extractors(Set<String> bases) {
        references = new References(bases);
    }

    ValueExtractor of(SearchParamType type) {
        return switch (type) {
            case STRING -> strings;
            case TOKEN -> tokens;
            case DATE -> dates;
            case NUMBER -> numbers;
            case QUANTITY -> quantities;
            case URI -> uris;
            case REFERENCE -> references;
            case SPECIAL -> positions;
            case COMPOSITE -> throw new IllegalArgumentException("a composite has components, not values");
        };
    }

    /** The values of what an expression has found. */
    void extract(SearchParamType type, Item item, Consumer<? super IndexValue> out) {
        if (item instanceof Value value) {
            computed(type, value, out);
        } else if (item instanceof Element element
                && element.role() != null
                && !element.json().isMissingNode()) {
            of(type).extract(element.json(), element.role(), out);
        }
    }

    /** What the expression has made itself, such as the boolean of {@code Patient.deceased.exists() and …}. */
    private static void computed(SearchParamType type, Value value, Consumer<? super IndexValue> out) {
        String text = value.text();
        switch (type) {
            case STRING -> out.accept(new StringValue(text));
            case URI -> out.accept(new UriValue(text));
            case TOKEN ->
                out.accept(new TokenValue(value instanceof Value.Bool ? Tokens.BOOLEAN_SYSTEM : null, text, null));
            case DATE -> DateValue.parse(text).ifPresent(out);
            case NUMBER, QUANTITY -> number(type, value, out);
            default -> {}
        }
    }

    private static void number(SearchParamType type, Value value, Consumer<? super IndexValue> out) {
        if (value.json().isNumber()) {
            NumberValue number = NumberValue.of(value.json().decimalValue());
            out.accept(type == SearchParamType.NUMBER ? number : QuantityValue.of(number, null, null, null));
        }
    }
}
