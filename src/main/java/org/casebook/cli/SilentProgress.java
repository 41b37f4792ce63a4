package org.casebook.cli;

import me.tongfei.progressbar.ProgressBarConsumer;

/** Shows no bar: there is little to do, or nobody to look. */
final class SilentProgress implements ProgressBarConsumer {
    @Override
    public int getMaxRenderedLength() {
        return 0;
    }

    @Override
    public void accept(String rendered) {
        // Nobody looks.
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
