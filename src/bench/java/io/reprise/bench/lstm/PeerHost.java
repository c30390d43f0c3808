package io.reprise.bench.lstm;

import io.reprise.bench.Turn;
import java.io.EOFException;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.util.EnumMap;

/** A peer's own process: reads requests from its standard input, writes answers to its output. */
final class PeerHost {

  private final PeerName name;
  private Peer peer;
  private int batch;
  private Sampler sampler;

  private PeerHost(PeerName name) {
    this.name = name;
  }

  /** What the process that measures wants to be done here and to be told. */
  interface Request<T extends Serializable> extends Serializable {

    T answer(PeerHost host);
  }

  public static void main(String[] arguments) throws IOException, ClassNotFoundException {
    PeerHost host = new PeerHost(PeerName.valueOf(arguments[0]));
    // Standard output is the way back and stays open: the process ends with its last answer.
    ObjectOutputStream answers = new ObjectOutputStream(System.out);
    answers.flush();
    System.setOut(System.err);
    host.serve(new ObjectInputStream(System.in), answers);
  }

  private void serve(ObjectInputStream requests, ObjectOutputStream answers)
      throws IOException, ClassNotFoundException {
    while (true) {
      Request<?> request;
      try {
        request = (Request<?>) requests.readObject();
      } catch (EOFException e) {
        return;
      }
      answers.writeObject(request.answer(this));
      answers.flush();
    }
  }

  /** Makes the peer that the next turns are of; true, for something must be answered. */
  boolean open(Shape shape, int batch) {
    if (peer != null) {
      peer.close();
    }
    this.peer = name.peer(new Examples(shape, batch));
    this.batch = batch;
    return true;
  }

  double turn(Task task) {
    return Turn.rate(batch, () -> task.doBy(peer));
  }

  /** A turn that counts for the shares of time. */
  double watchedTurn(Task task) {
    if (sampler == null) {
      sampler = new Sampler();
    }
    return Turn.rate(batch, () -> sampler.during(() -> task.doBy(peer)));
  }

  /** Where the time of the watched turns since the last call went. */
  EnumMap<Part, Double> shares() {
    try (Sampler done = sampler) {
      sampler = null;
      return done.shares();
    }
  }
}
