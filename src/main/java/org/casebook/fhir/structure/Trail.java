package org.casebook.fhir.structure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Where the walk through a tree stands: JSON names for positions, FHIRPath steps for expressions. */
final class Trail {
    private static final int NO_INDEX = -1;

    private String root = "";
    private String[] names = new String[32];
    private String[] steps = new String[32];
    private int[] indexes = new int[32];
    private int depth;

    void start(String resourceType) {
        root = resourceType;
        depth = 0;
    }

    void push(String jsonName, String step) {
        if (depth == names.length) {
            names = Arrays.copyOf(names, depth * 2);
            steps = Arrays.copyOf(steps, depth * 2);
            indexes = Arrays.copyOf(indexes, depth * 2);
        }
        names[depth] = jsonName;
        steps[depth] = step;
        indexes[depth] = NO_INDEX;
        depth++;
    }

    void pop() {
        depth--;
    }

    /** The item of the array that the last name stands for. */
    void index(int index) {
        indexes[depth - 1] = index;
    }

    /** The expression without its last index, for an item that is alone in its list. */
    String expressionOfList() {
        String item = expression();
        return indexes[depth - 1] == NO_INDEX ? item : item.substring(0, item.lastIndexOf('['));
    }

    void noIndex() {
        indexes[depth - 1] = NO_INDEX;
    }

    /** {@code Patient.contact[0].name}. */
    String expression() {
        StringBuilder text = new StringBuilder(root);
        for (int i = 0; i < depth; i++) {
            text.append('.').append(steps[i]);
            if (indexes[i] != NO_INDEX) {
                text.append('[').append(indexes[i]).append(']');
            }
        }
        return text.toString();
    }

    /** Names and indexes from the root of the tree. */
    List<Object> path() {
        List<Object> path = new ArrayList<>();
        for (int i = 0; i < depth; i++) {
            path.add(names[i]);
            if (indexes[i] != NO_INDEX) {
                path.add(indexes[i]);
            }
        }
        return path;
    }

    /** A name as FHIRPath writes it. */
    static String identifier(String name) {
        boolean plain = !name.isEmpty() && name.chars().allMatch(Trail::isPlain) && !Character.isDigit(name.charAt(0));
        return plain ? name : "`" + Shown.text(name) + "`";
    }

    private static boolean isPlain(int c) {
        return c == '_' || c < 128 && Character.isLetterOrDigit(c);
    }
}
