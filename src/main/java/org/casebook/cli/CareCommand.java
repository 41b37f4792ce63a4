package org.casebook.cli;

import org.casebook.server.StoreCare;
import org.casebook.store.care.CareTask;

/** A command whose work can be done while a server has the store open; then the server does it. */
abstract class CareCommand extends StoreCommand {

    abstract CareTask task();

    @Override
    final boolean run(StoreCare care) throws Exception {
        return care.run(task(), this::say);
    }
}
