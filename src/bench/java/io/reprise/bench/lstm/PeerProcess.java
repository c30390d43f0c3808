package io.reprise.bench.lstm;

import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A peer in a JVM of its own, with the options and the class path of this one: in one JVM the peers
 * slow each other, Reprise's scoring by a third.
 */
final class PeerProcess implements AutoCloseable {

  private final PeerName name;
  private final Process process;
  private final ObjectOutputStream requests;
  private final ObjectInputStream answers;

  PeerProcess(PeerName name) {
    this.name = name;
    try {
      this.process =
          new ProcessBuilder(command(name)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
      this.requests = new ObjectOutputStream(process.getOutputStream());
      this.answers = new ObjectInputStream(process.getInputStream());
    } catch (IOException e) {
      throw ended(e);
    }
  }

  private static List<String> command(PeerName name) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(List.of("-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(PeerHost.class.getName(), name.name()));
    return command;
  }

  void open(Shape shape, int batch) {
    ask(host -> host.open(shape, batch));
  }

  /** Sequences a second of one turn. */
  double turn(Task task) {
    return ask(host -> host.turn(task));
  }

  double watchedTurn(Task task) {
    return ask(host -> host.watchedTurn(task));
  }

  /** Where the time of the watched turns since the last call went. */
  Map<Part, Double> shares() {
    return ask(PeerHost::shares);
  }

  /** Waits for the answer: one process computes at any time. */
  @SuppressWarnings("unchecked") // The host answers what the request does.
  private <T extends Serializable> T ask(PeerHost.Request<T> request) {
    try {
      requests.writeObject(request);
      requests.flush();
      return (T) answers.readObject();
    } catch (IOException | ClassNotFoundException e) {
      throw ended(e);
    }
  }

  private IllegalStateException ended(Exception cause) {
    return new IllegalStateException(
        "The process of %s ended before it had answered".formatted(name.text()), cause);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
