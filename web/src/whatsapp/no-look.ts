// What is not known of a file that is only named: for views of files made on this page.
import type { MediaView } from './message';

export const noLook: Pick<
  MediaView,
  'width' | 'height' | 'duration_ms' | 'placeholder' | 'has_thumbnail' | 'thumbnail_url'
> = {
  width: null,
  height: null,
  duration_ms: null,
  placeholder: null,
  has_thumbnail: false,
  thumbnail_url: null,
};
