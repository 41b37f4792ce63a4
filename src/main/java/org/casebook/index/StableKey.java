package org.casebook.index;

/** FNV-1a in 32 bits, then spread: an int for a name that never changes. */
final class StableKey {
    private StableKey() {}

    static int of(String name) {
        int hash = 0x811c9dc5;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x01000193;
        }
        hash = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        return hash ^ (hash >>> 13);
    }
}
