package io.reprise.bench.lstm;

import io.reprise.bench.Contender;
import io.reprise.bench.Rounds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Lets all peers train and replay one batch of examples, in turns. */
final class Contest implements AutoCloseable {

  private final Peaks peaks;
  private final Rounds rounds;
  private final Map<PeerName, PeerProcess> peers = new EnumMap<>(PeerName.class);

  Contest(Peaks peaks, Rounds rounds) {
    this.peaks = peaks;
    this.rounds = rounds;
    for (PeerName name : PeerName.here()) {
      peers.put(name, new PeerProcess(name));
    }
  }

  /** Rates by peer, and where Reprise spent its time on the way. */
  private record Trial(Map<PeerName, Double> rates, Map<Part, Double> shares) {

    static Trial none() {
      Map<PeerName, Double> rates = new EnumMap<>(PeerName.class);
      for (PeerName name : PeerName.here()) {
        rates.put(name, Double.NaN);
      }
      return new Trial(rates, Map.of());
    }
  }

  Comparison trainAndReplay(Shape shape, int batch) {
    open(shape, batch);
    return comparison(shape, batch, trial(Task.FIT), trial(Task.OUTPUT));
  }

  Comparison replay(Shape shape, int batch) {
    open(shape, batch);
    return comparison(shape, batch, Trial.none(), trial(Task.OUTPUT));
  }

  private void open(Shape shape, int batch) {
    peers.values().forEach(peer -> peer.open(shape, batch));
  }

  /** Reprise has a turn more, for being watched costs it time. */
  private Trial trial(Task task) {
    List<Contender> contenders = new ArrayList<>();
    peers.values().forEach(peer -> contenders.add(() -> peer.turn(task)));
    PeerProcess reprise = peers.get(PeerName.REPRISE);
    contenders.add(() -> reprise.watchedTurn(task));
    return new Trial(byName(rounds.rates(contenders)), reprise.shares());
  }

  private static Map<PeerName, Double> byName(double[] found) {
    Map<PeerName, Double> rates = new EnumMap<>(PeerName.class);
    List<PeerName> names = PeerName.here();
    for (int i = 0; i < names.size(); i++) {
      rates.put(names.get(i), found[i]);
    }
    return rates;
  }

  private Comparison comparison(Shape shape, int batch, Trial fit, Trial output) {
    Map<PeerName, Result> results = new EnumMap<>(PeerName.class);
    for (PeerName name : PeerName.here()) {
      double fits = fit.rates().get(name);
      double fraction = fits * shape.trainingFlops() / peaks.of(name);
      results.put(name, new Result(name, shape, batch, fits, output.rates().get(name), fraction));
    }
    return new Comparison(shape, batch, results, fit.shares(), output.shares());
  }

  @Override
  public void close() {
    peers.values().forEach(PeerProcess::close);
  }
}
