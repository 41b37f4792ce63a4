package org.casebook.fhirpath;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An expression as it was written, one kind a rule of the grammar. */
sealed interface Ast {

    /** A value; null is {@code &#123;&#125;}. */
    record Literal(@Nullable Value value) implements Ast {
        @Override
        public String toString() {
            return value == null ? "{}" : value.toString();
        }
    }

    /** {@code %name}. */
    record Constant(String name) implements Ast {
        @Override
        public String toString() {
            return "%" + name;
        }
    }

    /** {@code $this}, {@code $index}, {@code $total}. */
    record Variable(String name) implements Ast {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A step to a child; without source it starts from {@code $this}. */
    record Member(@Nullable Ast source, String name) implements Ast {
        @Override
        public String toString() {
            return prefix(source) + name;
        }
    }

    /** A function. */
    record Call(@Nullable Ast source, String name, List<Ast> arguments) implements Ast {
        @Override
        public String toString() {
            return prefix(source)
                    + name
                    + arguments.stream().map(this::show).collect(Collectors.joining(", ", "(", ")"));
        }

        /** The name of a type is no string. */
        private String show(Ast argument) {
            boolean type = Parser.TYPE_FUNCTIONS.contains(name);
            return type && argument instanceof Literal literal && literal.value() != null
                    ? literal.value().text()
                    : argument.toString();
        }
    }

    record Indexer(Ast source, Ast index) implements Ast {
        @Override
        public String toString() {
            return source + "[" + index + "]";
        }
    }

    /** {@code -x} or {@code +x}. */
    record Polarity(boolean negative, Ast operand) implements Ast {
        @Override
        public String toString() {
            return (negative ? "-" : "+") + operand;
        }
    }

    record Binary(String operator, Ast left, Ast right) implements Ast {
        @Override
        public String toString() {
            return "(" + left + " " + operator + " " + right + ")";
        }
    }

    /** {@code x is T} or {@code x as T}. */
    record TypeOperation(String operator, Ast operand, String type) implements Ast {
        @Override
        public String toString() {
            return "(" + operand + " " + operator + " " + type + ")";
        }
    }

    private static String prefix(@Nullable Ast source) {
        return source == null ? "" : source + ".";
    }
}
