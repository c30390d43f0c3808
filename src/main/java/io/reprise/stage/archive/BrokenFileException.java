package io.reprise.stage.archive;

import io.reprise.config.ArchiveConfig;
import io.reprise.stage.common.InputRefusedException;

/** An archive cannot be read because of one of its files. */
public final class BrokenFileException extends InputRefusedException {

  private static final long serialVersionUID = 1;

  private final UnreadableFile file;

  BrokenFileException(ArchiveConfig archive, UnreadableFile file, Exception cause) {
    super(
        "%s: %s cannot be read (%s); mend it, or take it out of the path.",
        archive.source(), file.path(), file.problem());
    this.file = file;
    initCause(cause);
  }

  public UnreadableFile file() {
    return file;
  }
}
