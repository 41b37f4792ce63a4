/**
 * Owns how another process asks the one that has a data folder open to look after the store in it: the files of request
 * and answer, who waits how long, what is done one after the other. It uses files only. It must never import the
 * database, resources or HTTP: what is done is handed in as a function.
 */
@NullMarked
package org.casebook.store.care;

import org.jspecify.annotations.NullMarked;
