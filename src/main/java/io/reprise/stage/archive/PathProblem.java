package io.reprise.stage.archive;

import io.reprise.stage.common.InputRefusedException;
import io.reprise.stage.common.StorageProblem;
import java.nio.file.AccessDeniedException;
import java.util.stream.Stream;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.apache.hadoop.security.AccessControlException;

/** Tells what is wrong with a path from what is wrong with a file system. */
final class PathProblem {

  private PathProblem() {}

  /** Refuses the archive if its path, and not the file system, made a listing fail. */
  static void refuse(String path, Throwable failure) {
    StorageProblem.refuse("archive.path = " + path, failure);
    Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
        .filter(PathProblem::isOfPath)
        .findFirst()
        .ifPresent(
            cause -> {
              InputRefusedException refused =
                  new InputRefusedException(
                      "archive.path = %s cannot be listed (%s); name a path, a glob or a file system"
                          + " that can be, and files without a colon in their names.",
                      path, cause.getMessage());
              refused.initCause(failure);
              throw refused;
            });
  }

  private static boolean isOfPath(Throwable cause) {
    String message = String.valueOf(cause.getMessage());
    return cause instanceof UnsupportedFileSystemException
        || cause instanceof AccessControlException
        || cause instanceof AccessDeniedException
        || message.startsWith("Illegal file pattern")
        || message.contains("Permission denied")
        || message.contains("java.net.URISyntaxException");
  }
}
