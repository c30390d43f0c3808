package io.reprise.bench.lstm;

import io.reprise.bench.Contender;
import io.reprise.bench.Rounds;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Lets all peers train and replay one batch of examples, in turns. */
final class Contest implements AutoCloseable {

  private static final List<PeerName> NAMES = List.of(PeerName.values());

  private final Examples examples;
  private final double peak;
  private final Map<PeerName, Peer> peers = new EnumMap<>(PeerName.class);

  Contest(Examples examples, double peak) {
    this.examples = examples;
    this.peak = peak;
    for (PeerName name : NAMES) {
      peers.put(name, name.peer(examples));
    }
  }

  /** Rates by peer, and where Reprise spent its time on the way. */
  private record Trial(Map<PeerName, Double> rates, Map<Part, Double> shares) {

    static Trial none() {
      Map<PeerName, Double> rates = new EnumMap<>(PeerName.class);
      NAMES.forEach(name -> rates.put(name, Double.NaN));
      return new Trial(rates, Map.of());
    }
  }

  Comparison trainAndReplay() {
    return comparison(trial(Peer::fit), trial(Peer::output));
  }

  Comparison replay() {
    return comparison(Trial.none(), trial(Peer::output));
  }

  private Trial trial(Consumer<Peer> work) {
    try (Sampler sampler = new Sampler()) {
      List<Contender> contenders = new ArrayList<>();
      for (PeerName name : NAMES) {
        Peer peer = peers.get(name);
        contenders.add(new Contender(examples.batch(), () -> work.accept(peer)));
      }
      contenders.add(sampled(work, sampler));
      return new Trial(byName(Rounds.rates(contenders)), sampler.shares());
    }
  }

  /** Reprise once more, for being watched costs it time. */
  private Contender sampled(Consumer<Peer> work, Sampler sampler) {
    Peer reprise = peers.get(PeerName.REPRISE);
    return new Contender(examples.batch(), () -> sampler.during(() -> work.accept(reprise)));
  }

  private static Map<PeerName, Double> byName(double[] found) {
    Map<PeerName, Double> rates = new EnumMap<>(PeerName.class);
    for (int n = 0; n < NAMES.size(); n++) {
      rates.put(NAMES.get(n), found[n]);
    }
    return rates;
  }

  private Comparison comparison(Trial fit, Trial output) {
    Map<PeerName, Result> results = new EnumMap<>(PeerName.class);
    for (PeerName name : NAMES) {
      double fits = fit.rates().get(name);
      double fraction = fits * examples.shape().trainingFlops() / peak;
      results.put(
          name,
          new Result(
              name, examples.shape(), examples.batch(), fits, output.rates().get(name), fraction));
    }
    return new Comparison(
        examples.shape(), examples.batch(), results, fit.shares(), output.shares());
  }

  @Override
  public void close() {
    peers.values().forEach(Peer::close);
  }
}
