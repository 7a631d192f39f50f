package lumadrop.sandbox;

/**
 * What a picture is drawn from; equal requests give equal bytes.
 *
 * @param requestId shown on it
 * @param prompt shown on it
 * @param aspectRatio one of the nine
 * @param index which of a request's pictures, from 0
 * @param format PNG or JPEG
 */
record PictureRequest(String requestId, String prompt, String aspectRatio, int index, PictureFormat format) {}
