package org.casebook.index.tables;

import org.casebook.index.SearchParameter;

/** The numbers that lead the posting lists: one for each parameter on each type, and some beside it. */
public enum ParameterKey {
    /** The values themselves. */
    VALUE(0),
    /** The texts of a token, for {@code :text}; rows of the string table. */
    TEXT(0x2545f491),
    /** Identifiers by their type, for {@code :of-type}; rows of the token table. */
    OF_TYPE(0x6c8e9cf5),
    /** The identifiers of references, for {@code :identifier}; rows of the token table. */
    IDENTIFIER(0x3c6ef372),
    /** Tags and security labels with their case, which lists of tokens ignore; rows of the table of uris. */
    LABEL(0x510e527f);

    private static final int CONTAINED = 0x5bd1e995;
    /**
     * The number of the list of those references that no search parameter has: with it and the lists of the parameters one
     * finds everything that points to a resource.
     */
    public static final int OTHER_REFERENCE = (int) Keys.hash("references beside the search parameters");

    private final int salt;

    ParameterKey(int salt) {
        this.salt = salt;
    }

    /** The number of this list of a parameter on a type; contained resources have lists of their own. */
    public int of(SearchParameter parameter, String type, boolean contained) {
        int key = mixed(parameter.key(type), salt);
        return contained ? mixed(key, CONTAINED) : key;
    }

    /** The number of the list of all resources of a type. */
    public static int everyResource(String type, boolean contained) {
        int key = (int) Keys.hash(type);
        return contained ? mixed(key, CONTAINED) : key;
    }

    private static int mixed(int key, int salt) {
        if (salt == 0) {
            return key;
        }
        int hash = (key ^ salt) * 0x9e3779b1;
        return hash ^ (hash >>> 15);
    }
}
