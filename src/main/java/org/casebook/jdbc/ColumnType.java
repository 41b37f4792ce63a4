package org.casebook.jdbc;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** The types of column that Casebook's tables have, with the words in which the two databases name them. */
public enum ColumnType {
    INT("int4", Integer[]::new, "int", "integer"),
    BIGINT("int8", Long[]::new, "bigint"),
    DOUBLE("float8", Double[]::new, "double", "double precision"),
    VARCHAR("varchar", String[]::new, "varchar", "character varying"),
    BOOLEAN("bool", Boolean[]::new, "boolean"),
    BYTEA("bytea", byte[][]::new, "bytea", "varbinary", "binary varying");

    private final String element;
    private final IntFunction<Object[]> array;
    private final List<String> words;

    ColumnType(String element, IntFunction<Object[]> array, String... words) {
        this.element = element;
        this.array = array;
        this.words = List.of(words);
    }

    static ColumnType of(String word) {
        return Arrays.stream(values())
                .filter(type -> type.words.contains(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No column of Casebook has the type " + word));
    }

    /** What PostgreSQL's driver calls the elements of an array of this type. */
    String element() {
        return element;
    }

    /** An array of the Java class that the driver can send in binary form. */
    Object[] array(int length) {
        return array.apply(length);
    }

    /** A number as the class that the array has; from a backup comes a Long where the column is an int. */
    @Nullable
    Object value(@Nullable Object value) {
        if (value instanceof Number number) {
            return switch (this) {
                case INT -> Math.toIntExact(number.longValue());
                case BIGINT -> number.longValue();
                case DOUBLE -> number.doubleValue();
                default -> value;
            };
        }
        return value;
    }
}
