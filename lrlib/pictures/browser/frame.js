/* The frame of a panel: what lies along its two axes, and where that is in pixels. */

export const PANEL = { left: 52, top: 12, width: 296, height: 240 };

export class Frame {
  constructor(across, up) {
    this.across = across;
    this.up = up;
  }

  x(value) {
    const [low, high] = this.across;
    return PANEL.left + PANEL.width * (value - low) / (high - low);
  }

  y(value) {
    const [low, high] = this.up;
    return PANEL.top + PANEL.height * (high - value) / (high - low);
  }

  pixels([right, up]) {
    return [this.x(right), this.y(up)];
  }

  /* Pixels of a point that, farther off than the frame is wide, is brought nearer. */
  near([right, up]) {
    return this.pixels([nearer(right, this.across), nearer(up, this.up)]);
  }

  /* The point of the plane at two pixels. */
  point(x, y) {
    const [left, right] = this.across;
    const [low, high] = this.up;
    return [
      left + (right - left) * (x - PANEL.left) / PANEL.width,
      high - (high - low) * (y - PANEL.top) / PANEL.height,
    ];
  }
}

export function clip(value, low, high) {
  return Math.max(low, Math.min(high, value));
}

function nearer(value, [low, high]) {
  return clip(value, 2 * low - high, 2 * high - low);
}

/* Pixels as an SVG path. */
export function line(points) {
  const corners = points.map(([x, y]) => x.toFixed(1) + " " + y.toFixed(1));
  return corners.length ? "M" + corners.join("L") : "";
}

/* An upright line through the whole frame. */
export function upright(x) {
  return "M" + x.toFixed(1) + " " + PANEL.top + "v" + PANEL.height;
}

/* Pixels as small circles or crosses: no class is told by colour alone. */
export const CIRCLE = "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0-8 0";
export const CROSS = "m-4-4l8 8m0-8l-8 8";

export function marks(points, shape) {
  return points.map(point => line([point]) + shape).join("");
}
