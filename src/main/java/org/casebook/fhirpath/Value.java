package org.casebook.fhirpath;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.casebook.fhir.Json;
import org.jspecify.annotations.Nullable;

/** A value of the System types (N1 section 4.1). */
public sealed interface Value extends Item
        permits Value.Bool, Value.Text, Value.Whole, Value.Decimal, Value.Quantity, Value.TypeInfo, Temporal {

    /** The value as {@code toString()} gives it. */
    String text();

    @Override
    default Value value() {
        return this;
    }

    @Override
    default JsonNode json() {
        return Json.NODES.textNode(text());
    }

    /** The name of the System type. */
    String typeName();

    @Override
    default TypeName type() {
        return new TypeName(TypeName.SYSTEM, typeName());
    }

    /** An integer or a decimal, by the look of the digits. */
    static Value ofNumber(String digits) {
        BigDecimal decimal = new BigDecimal(digits);
        return digits.indexOf('.') < 0 && decimal.precision() < 19
                ? new Whole(decimal.longValueExact())
                : new Decimal(decimal);
    }

    /** System.Boolean. */
    record Bool(boolean isTrue) implements Value {
        static final Bool TRUE = new Bool(true);
        static final Bool FALSE = new Bool(false);

        static Bool of(boolean value) {
            return value ? TRUE : FALSE;
        }

        @Override
        public String text() {
            return String.valueOf(isTrue);
        }

        @Override
        public JsonNode json() {
            return Json.NODES.booleanNode(isTrue);
        }

        @Override
        public String typeName() {
            return "Boolean";
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** System.String. */
    record Text(String text) implements Value {
        @Override
        public String typeName() {
            return "String";
        }

        @Override
        public String toString() {
            return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
        }
    }

    /** System.Integer. */
    record Whole(long number) implements Value {
        @Override
        public String text() {
            return String.valueOf(number);
        }

        @Override
        public JsonNode json() {
            return number == (int) number ? Json.NODES.numberNode((int) number) : Json.NODES.numberNode(number);
        }

        @Override
        public String typeName() {
            return "Integer";
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** System.Decimal. */
    record Decimal(BigDecimal number) implements Value {
        @Override
        public String text() {
            return number.toPlainString();
        }

        @Override
        public JsonNode json() {
            return Json.NODES.numberNode(number);
        }

        @Override
        public String typeName() {
            return "Decimal";
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /**
     * System.Quantity.
     *
     * @param unit UCUM code, or the calendar word as written
     * @param calendar null: the unit is UCUM
     */
    record Quantity(
            BigDecimal number, String unit, @Nullable Calendar calendar) implements Value {
        @Override
        public String text() {
            return number.toPlainString() + " " + (calendar == null ? "'" + unit + "'" : unit);
        }

        @Override
        public JsonNode json() {
            var json = Json.object();
            json.put("value", number).put("unit", unit);
            return calendar == null ? json.put("system", Units.UCUM).put("code", unit) : json;
        }

        @Override
        public String typeName() {
            return "Quantity";
        }

        @Override
        public String toString() {
            return text();
        }
    }

    /** What {@code type()} answers. */
    record TypeInfo(TypeName described) implements Value {
        @Override
        public String text() {
            return described.toString();
        }

        @Override
        public String typeName() {
            return "ClassInfo";
        }
    }
}
