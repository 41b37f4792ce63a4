package org.casebook.http;

import java.util.Base64;
import java.util.function.Supplier;

/** Reads the whole body of a request, once; refuses one that is larger than the server's limit. */
@FunctionalInterface
interface RequestBody extends Supplier<byte[]> {

    /** The body in base64; a body that comes over the wire is encoded as it comes. */
    default byte[] base64() {
        return Base64.getEncoder().encode(get());
    }
}
