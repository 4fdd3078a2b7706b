n=$FIRST_ROW
up=yes
while true; do
  if [ "$up" = no ]; then
    if timeout 10 sh -c "$READ" > /dev/null 2>&1; then echo "read"; fi
  fi
  sum=$(printf '%s' "$RUN/$n" | sha256sum | cut -d' ' -f1)
  if error=$(ROW=$n CHECKSUM=$sum timeout 10 sh -c "$WRITE" 2>&1); then
    echo "ack $n $sum"
    up=yes
  else
    echo "fail $n $error"
    up=no
  fi
  n=$((n + 1))
  sleep 1
done
