/**
 * Owns work that is done after its request was answered: what is waiting, who does it, what came of it. It keeps
 * everything in the store's database, so that it survives a restart and any node can be asked. It must never import
 * interactions or HTTP: what a job does is handed in as a function.
 */
@NullMarked
package org.casebook.job;

import org.jspecify.annotations.NullMarked;
