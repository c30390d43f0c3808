package io.reprise.core.training;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.reprise.core.json.Fields;
import io.reprise.core.json.Json;
import io.reprise.core.json.MalformedException;
import io.reprise.core.network.BundleCodec;
import io.reprise.core.network.Checksums;
import io.reprise.core.network.RawFloats;
import io.reprise.core.network.TrainingState;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A checkpoint as files: {@code checkpoint.json}, raw float arrays, and the checksums of both.
 * Reading checks every sum first.
 */
public final class CheckpointCodec {

  private static final int CURRENT_VERSION = 1;
  private static final String CHECKPOINT = "checkpoint.json";

  private static final String VERSION = "version";
  private static final String IDENTITY = "identity";
  private static final String HISTORY = "history";
  private static final String PROGRESS = "progress";
  private static final String STATE = "state";
  private static final String BEST = "best";

  private static final String ROUNDS = "rounds";
  private static final String WINDOWS = "windows";
  private static final String LOSS_SUM = "lossSum";
  private static final String SECONDS = "seconds";

  private static final String ITERATION = "iteration";

  public static final List<String> FILES =
      List.of(
          CHECKPOINT,
          parameters(STATE),
          updater(STATE),
          parameters(BEST),
          updater(BEST),
          Checksums.FILE);

  private CheckpointCodec() {}

  public static Map<String, byte[]> encode(Checkpoint checkpoint) {
    ObjectNode json = Json.object().put(VERSION, CURRENT_VERSION);
    ObjectNode identity = json.putObject(IDENTITY);
    checkpoint.identity().forEach(identity::put);
    json.set(HISTORY, BundleCodec.history(checkpoint.history()));
    EpochProgress progress = checkpoint.progress();
    json.putObject(PROGRESS)
        .put(ROUNDS, progress.rounds())
        .put(WINDOWS, progress.windows())
        .put(LOSS_SUM, progress.lossSum())
        .put(SECONDS, progress.seconds());
    Map<String, byte[]> files = new LinkedHashMap<>();
    put(STATE, checkpoint.state(), json, files);
    put(BEST, checkpoint.best(), json, files);
    files.put(CHECKPOINT, Json.bytes(json));
    return Checksums.added(files);
  }

  private static void put(
      String name, TrainingState state, ObjectNode json, Map<String, byte[]> files) {
    json.putObject(name).put(ITERATION, state.iteration());
    files.put(parameters(name), RawFloats.bytes(state.parameters()));
    files.put(updater(name), RawFloats.bytes(state.updater()));
  }

  public static Checkpoint decode(Map<String, byte[]> files) {
    Checksums.check(files, "the checkpoint", "set training.resume = false to begin anew");
    Fields json = Json.read(CHECKPOINT, files.get(CHECKPOINT));
    if (json.integer(VERSION) != CURRENT_VERSION) {
      throw new MalformedException(
          "The checkpoint has version %d, this Reprise reads version %d; set training.resume = false"
                  .formatted(json.integer(VERSION), CURRENT_VERSION)
              + " to begin anew.");
    }
    Fields progress = json.object(PROGRESS);
    Checkpoint checkpoint =
        new Checkpoint(
            json.textsByName(IDENTITY),
            BundleCodec.epochs(json.objects(HISTORY)),
            new EpochProgress(
                progress.integer(ROUNDS),
                progress.longInteger(WINDOWS),
                progress.number(LOSS_SUM),
                progress.number(SECONDS)),
            state(STATE, json.object(STATE), files),
            state(BEST, json.object(BEST), files));
    progress.end();
    json.end();
    return checkpoint;
  }

  private static TrainingState state(String name, Fields node, Map<String, byte[]> files) {
    TrainingState state =
        new TrainingState(
            RawFloats.of(parameters(name), files.get(parameters(name))),
            RawFloats.of(updater(name), files.get(updater(name))),
            node.integer(ITERATION));
    node.end();
    return state;
  }

  private static String parameters(String name) {
    return name + "-parameters.bin";
  }

  private static String updater(String name) {
    return name + "-updater.bin";
  }
}
