package org.casebook.cli;

import org.casebook.store.care.CareTask;
import picocli.CommandLine.Command;

/** {@code casebook verify}. */
@Command(
        name = "verify",
        description =
                "Compute every checksum and every index row again, and tell the differences; beside a server too.")
final class VerifyCommand extends CareCommand {

    @Override
    CareTask task() {
        return CareTask.of(CareTask.Kind.VERIFY);
    }
}
