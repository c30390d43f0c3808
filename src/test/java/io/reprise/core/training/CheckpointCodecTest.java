package io.reprise.core.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.reprise.core.json.MalformedException;
import io.reprise.core.network.Epoch;
import io.reprise.core.network.TrainingState;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CheckpointCodecTest {

  private static Checkpoint checkpoint() {
    return new Checkpoint(
        Map.of("training.seed", "42", "split", "\"ByLot\"\n"),
        List.of(new Epoch(1, 1 / 3.0, 0.1 + 0.2, 5, 6)),
        new EpochProgress(3, 12_345_678_901L, Math.PI, 0.25),
        new TrainingState(
            new float[] {1, -0f, Float.MIN_VALUE},
            new float[] {3e38f, 0.1f, 2, 3, 4, 5},
            1_000_000),
        new TrainingState(new float[] {7, 8, 9}, new float[] {0, 0, 0, 0, 0, 1}, 5));
  }

  @Test
  void readsWhatItWroteToTheBit() {
    Checkpoint read = CheckpointCodec.decode(CheckpointCodec.encode(checkpoint()));

    assertThat(read).usingRecursiveComparison().isEqualTo(checkpoint());
    assertThat(read.epoch()).isEqualTo(2);
    assertThat(CheckpointCodec.encode(checkpoint()).keySet())
        .containsExactlyInAnyOrderElementsOf(CheckpointCodec.FILES);
  }

  @Test
  void refusesEveryTamperedFile() {
    for (String name : CheckpointCodec.FILES) {
      Map<String, byte[]> files = CheckpointCodec.encode(checkpoint());
      byte[] content = files.get(name);
      content[content.length / 2] ^= 1;
      assertThatThrownBy(() -> CheckpointCodec.decode(files))
          .as(name)
          .isInstanceOf(MalformedException.class);
    }
  }

  @Test
  void refusesWeightsThatAreNoNumbers() {
    Map<String, byte[]> files =
        CheckpointCodec.encode(
            new Checkpoint(
                Map.of(),
                List.of(),
                EpochProgress.NONE,
                new TrainingState(new float[] {Float.NaN}, new float[2], 0),
                new TrainingState(new float[1], new float[2], 0)));
    assertThatThrownBy(() -> CheckpointCodec.decode(files))
        .isInstanceOf(MalformedException.class)
        .hasMessageContaining("state-parameters.bin holds NaN");
  }

  @Test
  void namesTheMend() {
    Map<String, byte[]> files = CheckpointCodec.encode(checkpoint());
    files.put("state-parameters.bin", new byte[0]);

    assertThatThrownBy(() -> CheckpointCodec.decode(files))
        .hasMessage(
            "state-parameters.bin of the checkpoint does not match its checksum; set"
                + " training.resume = false to begin anew.");
  }
}
